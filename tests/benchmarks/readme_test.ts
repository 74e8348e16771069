import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import {
  MARKERS,
  QUALITY_MARKERS,
  READING_MARKERS,
  replaceBetweenMarkers,
} from "./readme.ts";

const [START, END] = MARKERS;

Deno.test("only what stands between the markers is replaced", () => {
  const page = `# Title\n\n${START}\n\nold\n\n${END}\n\nOwn words.\n`;
  const once = replaceBetweenMarkers(page, "new", "README.md");
  assertEquals(once, `# Title\n\n${START}\n\nnew\n\n${END}\n\nOwn words.\n`);
  assertEquals(replaceBetweenMarkers(once, "new", "README.md"), once);
});

Deno.test("the table of reading has markers of its own", () => {
  const [start, end] = READING_MARKERS;
  const page = `${START}\nspeeds\n${END}\n${start}\nold\n${end}\n`;
  assertEquals(
    replaceBetweenMarkers(page, "new", "README.md", READING_MARKERS),
    `${START}\nspeeds\n${END}\n${start}\n\nnew\n\n${end}\n`,
  );
});

Deno.test("a page without both markers, in order, is not touched", () => {
  for (const page of ["", START, END, `${END}${START}`, `${START}${END}${END}`]) {
    assertThrows(
      () => replaceBetweenMarkers(page, "new", "README.md"),
      InputError,
      "README.md: Expected <!-- bench:start --> and then <!-- bench:end -->",
    );
  }
});

Deno.test("the project's README has the markers", async () => {
  const page = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  for (const markers of [MARKERS, READING_MARKERS, QUALITY_MARKERS]) {
    replaceBetweenMarkers(page, "new", "README.md", markers);
  }
});
