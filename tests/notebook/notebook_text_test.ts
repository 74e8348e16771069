import { assertEquals } from "@std/assert";
import { notebookText, parseNotebook } from "#karyon";

const notebook = (outputs: unknown[], metadata = {}) =>
  parseNotebook({
    nbformat: 4,
    cells: [
      { cell_type: "markdown", id: "head", metadata: {}, source: "# Title" },
      {
        cell_type: "code",
        id: "one",
        metadata,
        source: ["const a = 1;\n", "a;"],
        outputs,
      },
    ],
  });

Deno.test("notebookText() gives cells with kind, id, tags and source", () => {
  assertEquals(
    notebookText(notebook([], { tags: ["parameters", "quick"] })),
    "── markdown head\n# Title\n\n── code one [parameters, quick]\nconst a = 1;\na;\n",
  );
});

Deno.test("notebookText() gives the words of outputs, and the kinds of wordless ones", () => {
  const text = notebookText(notebook([
    { output_type: "stream", name: "stdout", text: ["two\n", "lines\n"] },
    {
      output_type: "display_data",
      data: { "text/plain": "Figure 1", "image/png": "AA" },
      metadata: {},
    },
    { output_type: "display_data", data: { "image/png": "AA" }, metadata: {} },
    { output_type: "error", ename: "TypeError", evalue: "no", traceback: ["x"] },
  ]));
  assertEquals(
    text.split("\n").slice(6),
    ["▏ two", "▏ lines", "▏ Figure 1", "▏ (image/png)", "▏ TypeError: no", ""],
  );
});

Deno.test("notebookText() is the same for a notebook that was only laid out anew", () => {
  const one = parseNotebook({
    nbformat: 4,
    cells: [{ cell_type: "code", id: "a", metadata: {}, source: "x;\ny;", outputs: [] }],
  });
  const other = parseNotebook({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "deno" } },
    cells: [{
      cell_type: "code",
      id: "a",
      execution_count: 7,
      metadata: {},
      source: ["x;\n", "y;"],
      outputs: [],
    }],
  });
  assertEquals(notebookText(one), notebookText(other));
});
