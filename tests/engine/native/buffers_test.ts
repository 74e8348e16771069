import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { addressOf, BufferPool, sizeClass } from "../../../src/engine/native/buffers.ts";

const pool = (limit = 1 << 30) => new BufferPool(limit);

Deno.test("a size class holds what was asked for, with at most an eighth to spare", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (bytes) => {
    const size = sizeClass(bytes);
    assertGreaterOrEqual(size, bytes);
    assert(size <= Math.max(64, bytes + 63, bytes * 1.125), `${bytes} became ${size}`);
    assertEquals(size % 64, 0);
    // What fills its class stays in it, or a buffer would never come back.
    assertEquals(sizeClass(size), size);
    assertGreaterOrEqual(sizeClass(bytes + 1), size);
  }));
});

Deno.test("memory begins at a cache line, and its views lie there", () => {
  for (const bytes of [0, 1, 63, 64, 100, 4096, 100_000]) {
    const buffer = pool().take(bytes);
    assertEquals(buffer.address % 64n, 0n);
    assertEquals(addressOf(buffer.view(buffer.bytes)), buffer.address);
    assertEquals(addressOf(buffer.floats(buffer.bytes / 4)), buffer.address);
  }
});

Deno.test("a small array stays where its address says", () => {
  const array = Uint8Array.of(1, 2, 3);
  const address = addressOf(array);
  // Enough garbage for V8 to move what it may move.
  for (let i = 0; i < 200; i++) new Array(10_000).fill({ i });
  assertEquals(addressOf(array), address);
  const there = Deno.UnsafePointer.create(address)!;
  assertEquals(new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(there, 3)), array);
});

Deno.test("released memory serves the next of its size class, and no other", () => {
  const memory = pool();
  const first = memory.take(1000);
  assertEquals(memory.freeBytes, 0);
  memory.release(first);
  assertEquals(memory.freeBytes, first.bytes);
  assertNotEquals(memory.take(2000).address, first.address);
  assertStrictEquals(memory.take(first.bytes - 10), first);
  assertEquals([memory.freeBytes, memory.made, first.holders], [0, 2, 1]);
});

Deno.test("memory goes back when its last holder lets go", () => {
  const memory = pool();
  const shared = memory.hold(memory.hold(memory.take(64)));
  memory.release(shared);
  memory.release(shared);
  assertEquals(memory.freeBytes, 0);
  memory.release(shared);
  assertEquals(memory.freeBytes, 64);
});

Deno.test("memory that JavaScript may still see is never used again", () => {
  const memory = pool();
  const seen = memory.take(256);
  assertStrictEquals(memory.ownerOf(seen.floats(4).buffer), seen);
  seen.escaped = true;
  memory.release(seen);
  assertEquals(memory.freeBytes, 0);
  assertNotEquals(memory.take(256).address, seen.address);
  assertEquals(memory.ownerOf(new ArrayBuffer(256)), undefined);
});

Deno.test("no more lies unused than the limit allows", () => {
  const memory = pool(1024);
  const buffers = [512, 512, 512].map((bytes) => memory.take(bytes));
  for (const buffer of buffers) memory.release(buffer);
  assertEquals(memory.freeBytes, 1024);
  memory.clear();
  assertEquals(memory.freeBytes, 0);
  memory.take(512);
  assertEquals(memory.made, 4);
});

Deno.test("two that are held never share a byte", () => {
  const steps = fc.array(fc.record({ bytes: fc.nat(5000), release: fc.nat(20) }), {
    maxLength: 60,
  });
  fc.assert(fc.property(steps, (all) => {
    const memory = pool(20_000);
    const held: ReturnType<typeof memory.take>[] = [];
    for (const { bytes, release } of all) {
      const made = memory.take(bytes);
      for (const { address, bytes: length } of held) {
        const apart = made.address >= address + BigInt(length) ||
          address >= made.address + BigInt(made.bytes);
        assert(apart);
      }
      held.push(made);
      const [gone] = held.splice(release, 1);
      if (gone) memory.release(gone);
      assert(memory.freeBytes <= memory.limit);
    }
  }));
});

Deno.test("where there is not enough memory, what lay unused is given up first", () => {
  const memory = pool();
  memory.release(memory.take(4096));
  // More than a process can address.
  assertThrows(() => memory.take(2 ** 50), RangeError);
  assertEquals(memory.freeBytes, 0);
});
