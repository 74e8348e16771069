/** The Jupyter wire protocol: messages to signed frames and back. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** One Jupyter message, as far as running notebooks needs it. */
export interface Message {
  readonly type: string;
  readonly id: string;
  /** The id of the request that this message answers, or "". */
  readonly parentId: string;
  // deno-lint-ignore no-explicit-any -- JSON whose shape the type names
  readonly content: any;
  readonly header: unknown;
}

/** Signs and reads messages with one kernel's key. */
export interface Wire {
  /**
   * The frames of a request, and the id that its answers will carry; with `parent`,
   * the header of a request, those of its answer.
   */
  encode(
    type: string,
    content: unknown,
    parent?: unknown,
  ): { id: string; frames: string[] };
  /** The message in these frames; undefined if it is not signed with the key. */
  decode(frames: readonly Uint8Array[]): Message | undefined;
}

const DELIMITER = "<IDS|MSG>";

/** Speaks protocol 5.3 under a key (HMAC-SHA256). */
export function openWire(key: string): Wire {
  const session = randomUUID();
  const sign = (parts: readonly (string | Uint8Array)[]): string => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
  return {
    encode(type, content, parent = {}) {
      const id = randomUUID();
      const header = {
        msg_id: id,
        session,
        username: "karyon",
        date: new Date().toISOString(),
        msg_type: type,
        version: "5.3",
      };
      const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
      return { id, frames: [DELIMITER, sign(parts), ...parts] };
    },
    decode(frames) {
      const text = new TextDecoder();
      const start = frames.findIndex((frame) =>
        frame.length === DELIMITER.length && text.decode(frame) === DELIMITER
      );
      const [signature, ...parts] = frames.slice(start + 1, start + 6);
      if (start < 0 || signature === undefined || parts.length < 4) {
        return undefined;
      }
      const expected = new TextEncoder().encode(sign(parts));
      if (
        signature.length !== expected.length ||
        !timingSafeEqual(signature, expected)
      ) return undefined;
      const [header, parent, , content] = parts.map((part) =>
        JSON.parse(text.decode(part))
      );
      return {
        type: header.msg_type,
        id: header.msg_id,
        parentId: parent?.msg_id ?? "",
        content,
        header,
      };
    },
  };
}
