import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { readNotebook } from "#karyon";
import { KERNEL_NAME, kernelSpec } from "../../src/cli/kernel.ts";
import { withFolder } from "../support/temporary.ts";
import { openWire } from "../../src/notebook/wire.ts";
import { KEY, type Person, startOrphan, withKernel } from "./kernel_person.ts";

/** Long enough for a subscription to be noticed, a message to arrive. */
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Runs a cell and presses stop while it runs. */
async function stopMidway(person: Person, code: string) {
  const cell = person.run(code);
  await pause(700);
  const stop = await person.interrupt();
  assertEquals(stop.type, "interrupt_reply");
  const { content } = await cell;
  return content.status as string;
}

Deno.test("a kernel outlives the stop button, with its state, whatever it does", async () => {
  await withKernel(async (person) => {
    await person.run(`
      import { progress } from "./src/notebook/mod.ts";
      import { onInterrupt } from "./src/base/mod.ts";
      let kept = 41;
      const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));`);

    const listening = await stopMidway(
      person,
      `let steps = 0, stopped = false;
       const release = onInterrupt(() => stopped = true);
       while (!stopped && steps < 200) { steps++; await pause(50); }
       release();
       console.log(steps < 200 ? "stopped early" : "came to its end");`,
    );
    assertEquals(listening, "ok");
    assertStringIncludes(person.shown(), "stopped early");

    const reporting = await stopMidway(
      person,
      `const bar = progress("Counting");
       for (let i = 0; i < 200; i++) { bar.update(i, 200); await pause(50); }`,
    );
    assertEquals(reporting, "error");
    assertStringIncludes(person.shown(), "Counting was stopped");

    const deaf = await stopMidway(person, `await pause(2500); kept++;`);
    assertEquals(deaf, "ok");
    assertStringIncludes(person.shown(), "can be stopped halfway");

    // Sleeps, so that the test does not take the time of others.
    const loop = await stopMidway(
      person,
      `const nothing = new Int32Array(new SharedArrayBuffer(4));
       while (true) Atomics.wait(nothing, 0, 0, 20);`,
    );
    assertEquals(loop, "error");
    assertStringIncludes(person.shown(), "The loop was stopped");

    const { content } = await person.run(
      `if (kept !== 42 || !stopped || steps >= 200) throw new Error("lost");`,
    );
    assertEquals(content.status, "ok");
    assert(!person.shown().includes("nothing has caught"));
    await person.run(`Promise.reject(new Error("made up")); await pause(100);`);
    assertStringIncludes(person.shown(), "Error that nothing has caught");
  });
});

/** The errors that a person has seen, as they were told. */
const tracebacks = (person: Person) =>
  person.outputs.filter(({ type }) => type === "error")
    .map(({ content }) => content.traceback.join("\n") as string);

Deno.test("a kernel tells of every error once, by its cell and line", async () => {
  await withKernel(async (person) => {
    const cells = [
      `const a = 1;\n\nconst b = ;`,
      `\nlet c = 1;\nlet c = 2;`,
      `interface A {\n  x: number;\n}\n\nconst fail = () => {\n  throw new Error("no");\n};`,
      `await 1; fail();`,
    ];
    for (const code of cells) await person.run(code);
    const { content } = await person.run(`const d = (1;`);
    const told = tracebacks(person);
    assertEquals(told, [
      [
        "SyntaxError: Expression expected (line 3, column 11)",
        "",
        "  3 | const b = ;",
        "                ^",
      ].join("\n"),
      [
        "SyntaxError: Identifier 'c' has already been declared. (line 3, column 5)",
        "",
        "  3 | let c = 2;",
        "          ^",
      ].join("\n"),
      [
        "Error: no",
        "    at fail (cell [3], line 6)",
        "    at cell [4], line 1",
        "",
        '  6 |   throw new Error("no");',
        "              ^",
      ].join("\n"),
      content.traceback.join("\n"),
    ]);
    assertEquals(content.ename, "SyntaxError");
    const of = (type: string) =>
      person.outputs.filter((message) =>
        message.parentId === content.id && message.type === type
      );
    assertEquals(of("error").length, 0);
    // The cells' own code, not what was sent in its place.
    const inputs = person.outputs.filter(({ type }) => type === "execute_input");
    assertEquals(inputs.map(({ content }) => content.code), [...cells, `const d = (1;`]);
    // An error comes before the end of its cell.
    const types = person.outputs.filter(({ parentId }) =>
      parentId === inputs[0]!.parentId
    )
      .map(({ type, content }) => content.execution_state ?? type);
    assertEquals(types, ["busy", "execute_input", "error", "idle"]);
  });
});

Deno.test("a kernel names its language as the notebooks do, so that opening changes none", async () => {
  await withKernel(async (person) => {
    const { content } = await person.ask("kernel_info_request", {});
    assertEquals(content.status, "ok");
    const { display_name, language } = kernelSpec();
    for (const name of ["00_start_here", "solutions/10_your_own_images"]) {
      const { metadata } = await readNotebook(`notebooks/${name}.ipynb`);
      assertEquals(metadata, {
        kernelspec: { display_name, language, name: KERNEL_NAME },
        language_info: content.language_info,
      });
    }
  });
});

Deno.test("a page that reads slowly gets large outputs whole, in order, to the last", async () => {
  await withKernel(async (person) => {
    const late = await person.listen();
    await pause(100);
    await person.run(`import { display } from "./src/notebook/display.ts";
      for (let i = 0; i < 20; i++) {
        await display({ data: { "text/plain": String(i % 10).repeat(2_000_000) } });
      }`);
    const wire = openWire(KEY);
    const shown: string[] = [];
    for await (const frames of late.messages()) {
      const message = wire.decode(frames);
      assert(message, "a message that is not signed");
      if (message.type === "display_data") {
        const text = message.content.data["text/plain"];
        assertEquals(text, text[0].repeat(2_000_000));
        shown.push(text[0]);
      }
      if (message.content.execution_state === "idle") break;
    }
    late.close();
    assertEquals(shown.join(""), "01234567890123456789");
  });
});

Deno.test("a kernel ends when the program that has started it is gone", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await withFolder(async (folder) => {
    const ports = await startOrphan(folder);
    const isOpen = (port: number) =>
      Deno.connect({ port }).then((connection) => {
        connection.close();
        return true;
      }, () => false);
    // The front's own, then one of Deno's kernel.
    for (const name of ["iopub_port", "hb_port"]) {
      const end = performance.now() + 10_000;
      while (await isOpen(ports[name]!)) {
        assertLess(performance.now(), end, `${name} is still open`);
        await pause(100);
      }
    }
  });
});
