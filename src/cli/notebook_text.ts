/** Prints notebooks as text; git calls it to compare two versions of one. */
import { InputError, messageOf, notebookText, readNotebook } from "../mod.ts";

if (import.meta.main) {
  try {
    if (Deno.args.length === 0) {
      throw new InputError("Expected a notebook but found none");
    }
    for (const path of Deno.args) console.log(notebookText(await readNotebook(path)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(messageOf(error));
    Deno.exit(1);
  }
}
