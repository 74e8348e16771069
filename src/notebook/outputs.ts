/** Turns the messages of a kernel into the outputs of cells. */
import type { MimeBundle, Output } from "./nbformat.ts";
import type { Message } from "./wire.ts";

type Display = Extract<Output, { data: MimeBundle }>;

/** By name: Deno 2.8 sends the mime types of a display in a random order. */
const sorted = (record: MimeBundle | null | undefined): MimeBundle =>
  Object.fromEntries(
    Object.entries(record ?? {}).sort(([a], [b]) => a < b ? -1 : 1),
  );

/** Collects outputs into one cell after the other. */
export class OutputCollector {
  #outputs: Output[] = [];
  #clearNext = false;
  readonly #displays = new Map<string, Display[]>();

  /** From now on, what is shown goes here. */
  into(outputs: Output[]): void {
    this.#outputs = outputs;
    this.#clearNext = false;
  }

  /** Takes one message of the output channel; errors are not its business. */
  take({ type, content }: Message): void {
    if (type === "stream") this.#write(content.name, content.text);
    else if (type === "display_data") {
      this.#show({
        output_type: "display_data",
        data: sorted(content.data),
        metadata: sorted(content.metadata),
      }, content.transient?.display_id);
    } else if (type === "execute_result") {
      this.#show({
        output_type: "execute_result",
        data: sorted(content.data),
        metadata: sorted(content.metadata),
        execution_count: content.execution_count,
      }, content.transient?.display_id);
    } else if (type === "update_display_data") {
      for (
        const shown of this.#displays.get(content.transient?.display_id) ?? []
      ) {
        shown.data = sorted(content.data);
        shown.metadata = sorted(content.metadata);
      }
    } else if (type === "clear_output") {
      if (content.wait) this.#clearNext = true;
      else this.#outputs.length = 0;
    }
  }

  /** Removes a text from the streams, and streams that it leaves empty. */
  removeText(name: "stdout" | "stderr", text: string): boolean {
    for (const [i, output] of this.#outputs.entries()) {
      if (output.output_type !== "stream" || output.name !== name) continue;
      if (!output.text.includes(text)) continue;
      output.text = output.text.replace(text, "");
      if (output.text === "") this.#outputs.splice(i, 1);
      return true;
    }
    return false;
  }

  #write(name: "stdout" | "stderr", text: string): void {
    const last = this.#clearNext ? undefined : this.#outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.#add({ output_type: "stream", name, text });
  }

  #show(output: Display, displayId: string | undefined): void {
    this.#add(output);
    if (displayId === undefined) return;
    this.#displays.set(displayId, [
      ...this.#displays.get(displayId) ?? [],
      output,
    ]);
  }

  #add(output: Output): void {
    if (this.#clearNext) this.#outputs.length = 0;
    this.#clearNext = false;
    this.#outputs.push(output);
  }
}
