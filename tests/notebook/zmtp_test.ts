import { assertEquals, assertRejects } from "@std/assert";
import { openWire } from "../../src/notebook/wire.ts";
import { connectSocket } from "../../src/notebook/zmtp.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A peer that shakes hands, then sends these bytes in pieces of a size. */
function peer(sends: Uint8Array, size: number) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const heard: number[] = [];
  const served = (async () => {
    const connection = await listener.accept();
    const greeting = new Uint8Array(64);
    greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1, ...bytes("NULL")]);
    await connection.write(greeting);
    for (let at = 0; at < sends.length; at += size) {
      await connection.write(sends.subarray(at, at + size));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const buffer = new Uint8Array(4096);
    for (let read; (read = await connection.read(buffer)) !== null;) {
      heard.push(...buffer.subarray(0, read));
    }
    connection.close();
  })();
  const { port } = listener.addr;
  return {
    port,
    async done() {
      await served;
      listener.close();
      return Uint8Array.from(heard);
    },
  };
}

const long = "y".repeat(300);
/** A command, then "a" with more to come, then a frame of 300 bytes, then "b". */
const STREAM = Uint8Array.from([
  ...[4, 3, ...bytes("cmd")],
  ...[1, 1, ...bytes("a")],
  ...[2, 0, 0, 0, 0, 0, 0, 1, 44, ...bytes(long)],
  ...[0, 1, ...bytes("b")],
]);

for (const size of [1, 7, 1000]) {
  Deno.test(`a socket joins frames that come in pieces of ${size} bytes`, async () => {
    const { port, done } = peer(STREAM, size);
    const socket = await connectSocket(port, "SUB");
    const messages: string[][] = [];
    for await (const frames of socket.messages()) {
      messages.push(frames.map((frame) => new TextDecoder().decode(frame)));
      if (messages.length === 2) break;
    }
    socket.close();
    await done();
    assertEquals(messages, [["a", long], ["b"]]);
  });
}

Deno.test("a socket greets, says what it is, and frames what it sends", async () => {
  const { port, done } = peer(new Uint8Array(), 1);
  const socket = await connectSocket(port, "DEALER");
  await socket.send(["a", bytes(long)]);
  socket.close();
  const heard = await done();
  const text = new TextDecoder("latin1").decode(heard);
  assertEquals(heard[0], 0xff);
  assertEquals([...heard.subarray(10, 16)], [3, 0, ...bytes("NULL")]);
  const ready = "\x04\x1c\x05READY\x0bSocket-Type\0\0\0\x06DEALER";
  assertEquals(
    text.slice(64),
    `${ready}\x01\x01a\x02\0\0\0\0\0\0\x01\x2c${long}`,
  );
});

Deno.test("a socket refuses a port where nobody listens or that speaks otherwise", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const served = listener.accept().then(async (connection) => {
    await connection.write(bytes("HTTP/1.1 400 Bad Request\r\n".padEnd(64)));
    connection.close();
  });
  await assertRejects(
    () => connectSocket(port, "SUB"),
    Error,
    "Expected a ZMTP 3 peer",
  );
  await served;
  listener.close();
  await assertRejects(
    () => connectSocket(port, "SUB"),
    Deno.errors.ConnectionRefused,
  );
});

Deno.test("a wire reads what is signed with its key and nothing else", () => {
  const { id, frames } = openWire("key").encode("execute_request", {
    code: "1",
  });
  const sent = frames.map(bytes);
  const message = openWire("key").decode([bytes("route"), ...sent]);
  assertEquals(message, {
    type: "execute_request",
    id,
    parentId: "",
    content: { code: "1" },
    header: JSON.parse(frames[2]!),
  });
  const answer = openWire("key").encode("execute_reply", {}, message?.header);
  assertEquals(openWire("key").decode(answer.frames.map(bytes))?.parentId, id);
  assertEquals(openWire("other").decode(sent), undefined);
  const forged = sent.with(5, bytes('{"code":"2"}'));
  assertEquals(openWire("key").decode(forged), undefined);
  assertEquals(openWire("key").decode([]), undefined);
});
