/** What a kernel's front does with the messages of each channel. */
import type { Handle } from "./channel_relay.ts";
import type { Executions } from "./executions.ts";
import { MARK } from "./kernel_arrivals.ts";
import type { Watch } from "./kernel_prelude.ts";
import { LANGUAGE_INFO } from "./language_info.ts";
import type { Wire } from "./wire.ts";

/** No mark takes more. */
const MARK_BYTES = 2000;

/** Interrupts become the watch's business, unless what runs is a loop. */
export const keepInterrupts =
  (wire: Wire, watch: Watch, executions: Executions): Handle => (frames, pass, back) => {
    const message = wire.decode(frames);
    if (message?.type !== "interrupt_request") return pass(frames);
    const answer = async () => {
      // Before the kernel is prepared nothing runs that could be stopped.
      if (await watch.interrupt()) {
        executions.interrupt();
        return await pass(frames);
      }
      const { frames: reply } = wire.encode(
        "interrupt_reply",
        { status: "ok" },
        message.header,
      );
      await back(reply);
    };
    // Not awaited: a shutdown must not wait for a loop to be noticed.
    answer().catch(() => {/* who has asked is gone */});
    return Promise.resolve();
  };

/** Requests to run a cell are written down. */
export const noteRequests =
  (wire: Wire, executions: Executions): Handle => (frames, pass) => {
    if (wire.peek(frames)?.type !== "execute_request") return pass(frames);
    const message = wire.decode(frames);
    if (!message || message.content.silent === true) return pass(frames);
    return pass(wire.withContent(frames, executions.begin(message)));
  };

/** Replies wait for what belongs before them; the language is the notebooks'. */
export const mendReplies =
  (wire: Wire, executions: Executions): Handle => async (frames, pass) => {
    const type = wire.peek(frames)?.type;
    const message = type === "execute_reply" || type === "kernel_info_reply"
      ? wire.decode(frames)
      : undefined;
    if (!message) return await pass(frames);
    const content = type === "execute_reply"
      ? await executions.reply(message)
      : { ...message.content, language_info: LANGUAGE_INFO };
    await pass(content === message.content ? frames : wire.withContent(frames, content));
  };

/** The mark that a message is, if it is one. */
export function markIn(wire: Wire, frames: readonly Uint8Array[]): number | undefined {
  const size = frames.reduce((sum, frame) => sum + frame.length, 0);
  if (size > MARK_BYTES || wire.peek(frames)?.type !== "display_data") return undefined;
  const mark: unknown = wire.decode(frames)?.content.data?.[MARK];
  return typeof mark === "number" ? mark : undefined;
}
