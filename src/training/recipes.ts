import * as v from "valibot";
import { findByName, InputError, messageOf } from "../base/mod.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";
import caseStudy from "./recipes/case-study.json" with { type: "json" };
import caseStudyTuned from "./recipes/case-study-tuned.json" with { type: "json" };
import heldOut from "./recipes/held-out.json" with { type: "json" };
import nuclei from "./recipes/nuclei.json" with { type: "json" };
import nucleiTuned from "./recipes/nuclei-tuned.json" with { type: "json" };
import quick from "./recipes/quick.json" with { type: "json" };
import stretched from "./recipes/stretched.json" with { type: "json" };

/**
 * Checks that a value is a recipe, down to the last option.
 *
 * @param path the file that it came from, for the message
 * @throws {InputError} naming the field, what was expected and what was found
 *
 * @example
 * ```ts
 * import { findRecipe, parseRecipe } from "#karyon";
 * const recipe = parseRecipe({ ...findRecipe("held-out"), epochs: 3 });
 * if (recipe.epochs !== 3) throw new Error();
 * ```
 */
export function parseRecipe(value: unknown, path?: string): Recipe {
  const { success, issues, output } = v.safeParse(recipeSchema, value);
  if (success) return output;
  throw new InputError(describe(issues[0]), path === undefined ? {} : { path });
}

/** What is wrong with a field, in a sentence. */
function describe(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue);
  const { expected, received, message, input } = issue;
  if (field && expected === "never") {
    return `Expected a recipe without ${field}, which no option is called, but found it`;
  }
  if (field && input === undefined) {
    return `Expected ${field} in the recipe but found none`;
  }
  const found = Array.isArray(input) ? JSON.stringify(input) : received;
  return `Expected ${field ? `${field} of the recipe` : "a recipe"} to be ${
    expected ?? message
  } but found ${found}`;
}

/** Every recipe by name. */
export const recipes: Readonly<Record<string, Recipe>> = Object.fromEntries(
  [caseStudy, caseStudyTuned, stretched, heldOut, nuclei, nucleiTuned, quick].map((
    json,
  ) => [json.name, parseRecipe(json)]),
);

/**
 * @throws {InputError} if there is no such recipe
 *
 * @example
 * ```ts
 * import { findRecipe } from "#karyon";
 * if (findRecipe("case-study").patience !== 20) throw new Error();
 * ```
 */
export function findRecipe(name: string): Recipe {
  return findByName("the recipe", recipes, name);
}

/**
 * A recipe by its name, or one's own from a JSON file; those in
 * `src/training/recipes/` are examples to start from.
 *
 * @param nameOrPath a name, or a path that ends in `.json`
 * @throws {InputError} if there is none, or a field is wrong
 *
 * @example
 * ```ts
 * import { loadRecipe } from "#karyon";
 * const { batchSize } = await loadRecipe("case-study");
 * if (batchSize !== 4) throw new Error(`${batchSize}`);
 * ```
 */
export async function loadRecipe(nameOrPath: string): Promise<Recipe> {
  if (!nameOrPath.endsWith(".json")) return findRecipe(nameOrPath);
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(nameOrPath));
  } catch (cause) {
    throw new InputError(`Expected a recipe's JSON but found: ${messageOf(cause)}`, {
      path: nameOrPath,
      cause,
    });
  }
  return parseRecipe(json, nameOrPath);
}
