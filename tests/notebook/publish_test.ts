import { assertEquals } from "@std/assert";
import { openPublisher, type Publisher } from "../../src/notebook/publish.ts";
import { shakeHands, type Socket } from "../../src/notebook/zmtp.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A publisher, and what makes subscribers of it, which wish for topics themselves. */
async function withPublisher(
  body: (
    publisher: Publisher,
    join: (...wishes: string[]) => Promise<Socket>,
    port: number,
  ) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const sockets: Socket[] = [];
  const join = async (...wishes: string[]) => {
    const socket = await shakeHands(await Deno.connect({ port }), "DEALER");
    sockets.push(socket);
    for (const wish of wishes) await socket.send([wish]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return socket;
  };
  try {
    await body(openPublisher(listener), join, port);
  } finally {
    for (const socket of sockets) socket.close();
    listener.close();
  }
}

/** The next messages, each with its frames joined by "|". */
async function take(socket: Socket, count: number): Promise<string[]> {
  const taken: string[] = [];
  for await (const frames of socket.messages()) {
    taken.push(frames.map((frame) => new TextDecoder().decode(frame)).join("|"));
    if (taken.length === count) break;
  }
  return taken;
}

Deno.test("everyone gets the topics asked for, from then on, until asked to stop", async () => {
  await withPublisher(async ({ publish }, join) => {
    publish([bytes("nobody hears")]);
    const all = await join("\x01");
    const some = await join("\x01ab", "\x01x", "\x00x");
    for (const topic of ["abc", "ab", "a", "x"]) publish([bytes(topic), bytes("body")]);
    await some.send(["\x00ab"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    publish([bytes("ab")]);
    await some.send(["\x01last"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    publish([bytes("last")]);
    assertEquals(await take(all, 6), [
      "abc|body",
      "ab|body",
      "a|body",
      "x|body",
      "ab",
      "last",
    ]);
    assertEquals(await take(some, 3), ["abc|body", "ab|body", "last"]);
  });
});

Deno.test("a slow subscriber loses nothing, and nobody waits for it", async () => {
  await withPublisher(async ({ publish, behind }, join) => {
    const slow = await join("\x01");
    const quick = await join("\x01");
    for (let i = 0; i < 10; i++) {
      publish([Uint8Array.of(i), new Uint8Array(4_000_000).fill(i)]);
    }
    const check = async (socket: Socket) => {
      let next = 0;
      for await (const [first, body] of socket.messages()) {
        assertEquals([...first!], [next]);
        assertEquals([body!.length, body![0], body!.at(-1)], [4_000_000, next, next]);
        if (++next === 10) break;
      }
    };
    await check(quick);
    const waits = behind();
    assertEquals(waits > 8_000_000 && waits <= 10 * 4_000_020, true, `${waits} bytes`);
    await check(slow);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assertEquals(behind(), 0);
  });
});

Deno.test("a subscriber that goes, or speaks another language, takes nobody with it", async () => {
  await withPublisher(async ({ publish }, join, port) => {
    const stays = await join("\x01");
    const goes = await join("\x01");
    goes.close();
    const stranger = await Deno.connect({ port });
    await stranger.write(bytes("GET / HTTP/1.1\r\n".padEnd(64)));
    stranger.close();
    for (let i = 0; i < 3; i++) {
      publish([bytes(`message ${i}`)]);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assertEquals(await take(stays, 3), ["message 0", "message 1", "message 2"]);
  });
});
