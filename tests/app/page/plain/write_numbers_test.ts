import { assertEquals } from "@std/assert";
import {
  writeBytes,
  writeDuration,
  writeNuclei,
  writeNumber,
  writeShare,
} from "../../../../src/app/page/plain/write_numbers.ts";

Deno.test("numbers have thousands apart and four digits that count", () => {
  assertEquals(
    [0, 1234567, 0.045678, 1234.567, -2.5].map(writeNumber),
    ["0", "1,234,567", "0.04568", "1,235", "-2.5"],
  );
});

Deno.test("one nucleus, several nuclei", () => {
  assertEquals([0, 1, 2000].map(writeNuclei), ["0 nuclei", "1 nucleus", "2,000 nuclei"]);
});

Deno.test("bytes are written in the unit that leaves a short number", () => {
  assertEquals(
    [1, 999, 586_035, 999_499, 999_500, 2_345_678, 9_949_999, 9_950_000].map(writeBytes),
    ["1 byte", "999 bytes", "586 kB", "999 kB", "1.0 MB", "2.3 MB", "9.9 MB", "10 MB"],
  );
});

Deno.test("durations go from milliseconds to minutes without a jump", () => {
  assertEquals(
    [0.4, 999.4, 999.5, 1234, 59_940, 59_960, 125_000].map(writeDuration),
    ["0 ms", "999 ms", "1.0 s", "1.2 s", "59.9 s", "1 min 0 s", "2 min 5 s"],
  );
});

Deno.test("a share of nothing is nothing, and none is more than all", () => {
  const shares = [writeShare(0, 0), writeShare(1, 3), writeShare(5, 4)];
  assertEquals(shares, ["0%", "33%", "100%"]);
});
