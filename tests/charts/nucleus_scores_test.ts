import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError, type NucleusScoreRow, nucleusScoresChart } from "#karyon";

const SPLIT = { split: "stage1_test" };

const model = (name: string, average_precision: number): NucleusScoreRow => ({
  name,
  what: "model",
  images: 65,
  average_precision,
});

Deno.test("nucleusScoresChart() draws the best first, and rings only where nuclei are split", () => {
  const plain = nucleusScoresChart([model("b", 0.25), model("a", 0.5)], SPLIT);
  assertStringIncludes(plain.alt, "a 0.500; b 0.250.");
  assertStringIncludes(plain.caption, "stage1_test (n = 65)");
  assertEquals(
    />classical method<|connected pieces/.test(plain.svg + plain.caption),
    false,
  );
  const split = { ...model("a", 0.5), components_average_precision: 0.375 };
  const { alt, svg, caption } = nucleusScoresChart([split], SPLIT);
  assertStringIncludes(alt, "a 0.500 (connected pieces 0.375)");
  assertStringIncludes(svg, "connected pieces alone</text>");
  assertStringIncludes(caption, "gray bands");
});

Deno.test("nucleusScoresChart() takes intervals that are not known", () => {
  const half = { ...model("a", 0.5), average_precision_high: 0.75 };
  const [known, alone] = [{ ...half, average_precision_low: 0.25 }, half].map((row) =>
    nucleusScoresChart([row], SPLIT).svg
  );
  const lines = (svg: string) => svg.split('stroke="#0072b2"').length - 1;
  // The line, and a stroke at either end.
  assertEquals(lines(known!) > 0, true);
  assertEquals(lines(alone!), 0);
});

Deno.test("nucleusScoresChart() refuses an empty table and a score that is none", () => {
  assertThrows(() => nucleusScoresChart([], SPLIT), InputError, "found no row");
  assertThrows(
    () => nucleusScoresChart([model("a", NaN)], SPLIT),
    InputError,
    '"average_precision" with a finite number',
  );
});
