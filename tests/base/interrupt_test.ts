import { assertEquals } from "@std/assert";
import { INTERRUPT, onInterrupt } from "#karyon";

const press = () => dispatchEvent(new Event(INTERRUPT, { cancelable: true }));

Deno.test("onInterrupt() hears the stop button, says so, and ends", () => {
  let heard = 0;
  // As dispatchEvent() tells: false where something has prevented the default.
  assertEquals(press(), true);
  const release = onInterrupt(() => heard++);
  assertEquals([press(), press()], [false, false]);
  release();
  assertEquals(press(), true);
  assertEquals(heard, 2);
});
