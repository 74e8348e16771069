/** The publishing end of ZeroMQ: everyone who subscribes gets everything, whole. */
import { Buffer } from "node:buffer";
import { encodeMessage } from "./frames.ts";
import { shakeHands, type Socket } from "./zmtp.ts";

/** A bound socket that publishes. */
export interface Publisher {
  /** Queues a message for every subscriber to the beginning of its first frame. */
  publish(frames: readonly Uint8Array[]): void;
  /** Bytes that the slowest subscriber has still to take. */
  behind(): number;
}

/** One who listens, with the beginnings of messages that it asked for. */
interface Subscriber {
  readonly socket: Socket;
  readonly topics: Buffer[];
  /** Bytes that wait for it. */
  behind: number;
}

/** A subscriber's wish: 1 to hear of a topic, 0 to hear no more, then the topic. */
function heed(topics: Buffer[], wish: Uint8Array): void {
  const topic = Buffer.from(wish.subarray(1));
  if (wish[0] === 1) topics.push(topic);
  // Who has subscribed twice must leave twice.
  const at = topics.findIndex((known) => known.equals(topic));
  if (wish[0] === 0 && at >= 0) topics.splice(at, 1);
}

/**
 * Publishes to all who connect. A slow one has a queue of its own, as long as it must
 * be: nothing is left out, and nobody else waits.
 */
export function openPublisher(listener: Deno.TcpListener): Publisher {
  const subscribers = new Set<Subscriber>();
  const serve = async (connection: Deno.TcpConn) => {
    const socket = await shakeHands(connection, "PUB");
    const subscriber: Subscriber = { socket, topics: [], behind: 0 };
    subscribers.add(subscriber);
    for await (const [wish] of socket.messages()) heed(subscriber.topics, wish!);
    subscribers.delete(subscriber);
    socket.close();
  };
  (async () => {
    for await (const connection of listener) {
      serve(connection).catch(() => {/* it has gone, or speaks otherwise */});
    }
  })();
  return {
    publish(frames) {
      const beginning = Buffer.from(frames[0]!);
      let message: Uint8Array | undefined;
      for (const subscriber of subscribers) {
        const { socket, topics } = subscriber;
        const wants = topics.some((topic) =>
          beginning.subarray(0, topic.length).equals(topic)
        );
        if (!wants) continue;
        const bytes = message ??= encodeMessage(frames);
        subscriber.behind += bytes.length;
        socket.sendEncoded(bytes).then(
          () => subscriber.behind -= bytes.length,
          () => subscribers.delete(subscriber),
        );
      }
    },
    behind: () => Math.max(0, ...[...subscribers].map(({ behind }) => behind)),
  };
}
