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

/** What a message says of itself in front; nobody has looked at its signature. */
export type Head = Omit<Message, "content">;

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
  /** The head of the message in these frames, at little cost. */
  peek(frames: readonly Uint8Array[]): Head | undefined;
  /** The same message with another content, signed anew. */
  withContent(frames: readonly Uint8Array[], content: unknown): Uint8Array[];
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
      const start = delimiterOf(frames);
      const [signature, ...parts] = frames.slice(start + 1, start + 6);
      if (start < 0 || signature === undefined || parts.length < 4) {
        return undefined;
      }
      const expected = encoder.encode(sign(parts));
      if (
        signature.length !== expected.length ||
        !timingSafeEqual(signature, expected)
      ) return undefined;
      return { ...headOf(parts[0]!, parts[1]!), content: parsed(parts[3]!) };
    },
    peek(frames) {
      const start = delimiterOf(frames);
      const [header, parent] = frames.slice(start + 2);
      return start < 0 || !header || !parent ? undefined : headOf(header, parent);
    },
    withContent(frames, content) {
      const start = delimiterOf(frames) + 2;
      const parts = frames.slice(start, start + 4)
        .with(3, encoder.encode(JSON.stringify(content)));
      const signature = encoder.encode(sign(parts));
      return [
        ...frames.slice(0, start - 1),
        signature,
        ...parts,
        // What comes after is not signed.
        ...frames.slice(start + 4),
      ];
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const parsed = (part: Uint8Array) => JSON.parse(decoder.decode(part));

/** Where the routing ends; -1 if nothing follows it. */
const delimiterOf = (frames: readonly Uint8Array[]): number =>
  frames.findIndex((frame) =>
    frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
  );

function headOf(header: Uint8Array, parent: Uint8Array): Head {
  const own = parsed(header);
  return {
    type: own.msg_type,
    id: own.msg_id,
    parentId: parsed(parent)?.msg_id ?? "",
    header: own,
  };
}
