import { assertEquals } from "@std/assert";
import { BAD_IMAGE, caseStudySplit, type Dataset, type SampleSet } from "#karyon";

const set = (name: string, ids: string[]): SampleSet => ({
  name,
  ids,
  read: () => Promise.reject(new Error("not read")),
});

Deno.test("caseStudySplit() is train less the bad image, and all of test", () => {
  const dataset: Dataset = {
    name: "dsb2018",
    description: "",
    train: set("train", ["a", BAD_IMAGE, "b"]),
    test: set("test", ["c"]),
    checksum: () => Promise.resolve(""),
    close: () => Promise.resolve(),
  };
  const { name, train, validation } = caseStudySplit(dataset);
  assertEquals([name, train.ids, validation.ids], ["case-study", ["a", "b"], ["c"]]);
  assertEquals([train.set.name, validation.set.name], ["train", "test"]);
});
