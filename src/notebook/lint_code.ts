/** What Deno's kernel and a reader need of a notebook's code. */
import { linesOfLogic, MOST_LINES_OF_LOGIC } from "./lint_logic.ts";
import type { ParsedCell, Statement } from "./lint_parse.ts";

/** Something to mend in a notebook, without its path. */
export interface Finding {
  /** Among all cells, from 1. */
  readonly cell?: number;
  /** In the cell, from 1. */
  readonly line?: number;
  readonly message: string;
}

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } } | null;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null &&
  typeof (value as { type?: unknown }).type === "string";

/** A node and all below it. */
function* nodesOf(node: Node): Generator<Node & Record<string, unknown>> {
  yield node as Node & Record<string, unknown>;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesOf(child);
    }
  }
}

const lineOf = (node: Node): { line: number } => ({ line: node.loc?.start.line ?? 1 });

/** Declarations have no value: the kernel takes that of the statement before. */
const isDeclaration = ({ type }: Statement): boolean =>
  /Declaration$|^EmptyStatement$/.test(type) && !type.startsWith("Export");

/** The statements that a cell's value may come from and that await nothing. */
function loose(statements: readonly Statement[]): Statement[] {
  const last = statements.findLast((statement) => !isDeclaration(statement));
  if (last === undefined) return [];
  switch (last.type) {
    case "ExpressionStatement":
      return last.expression.type === "AwaitExpression" ? [] : [last];
    case "BlockStatement":
      return loose(last.body);
    case "IfStatement":
      return [last.consequent, ...(last.alternate ? [last.alternate] : [])]
        .flatMap((branch) => loose([branch]));
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
      return loose([last.body]);
    case "TryStatement":
      return [last.block, ...(last.handler ? [last.handler.body] : [])]
        .flatMap((block) => loose([block]));
    case "ThrowStatement":
      return [];
    default:
      return [last];
  }
}

const ENDING =
  "Expected the cell to end in an awaited helper, as in `await show(...)`, " +
  "but found another statement, whose value the kernel may show under a later cell";

function checkEnding({ number: cell, program }: ParsedCell): Finding[] {
  return loose(program.body).map((statement) => ({
    cell,
    ...lineOf(statement),
    message: ENDING,
  }));
}

/** Names as deno.json's import map has them, and what lies below them. */
const isMapped = (name: string, names: readonly string[]): boolean =>
  names.some((mapped) => name === mapped || name.startsWith(`${mapped}/`));

function checkImports({ number: cell, program }: ParsedCell, names: readonly string[]) {
  const findings: Finding[] = [];
  for (const node of nodesOf(program)) {
    const source = node["source"] as { type?: string; value?: string } | null | undefined;
    if (
      node.type === "MetaProperty" && (node["meta"] as { name: string }).name === "import"
    ) {
      const message = "Expected no `import.meta`, which Deno's kernel has not";
      findings.push({ cell, ...lineOf(node), message });
    } else if (/^Import(Declaration|Expression)$|^Export/.test(node.type)) {
      if (source?.type !== "StringLiteral" || isMapped(source.value!, names)) continue;
      const message =
        'Expected imports from "#karyon" and names of deno.json\'s import ' +
        `map but found "${source.value}"`;
      findings.push({ cell, ...lineOf(node), message });
    }
  }
  return findings;
}

/** The names that a pattern binds. */
function* boundNames(pattern: Node | null): Generator<Node & { name: string }> {
  if (pattern === null) return;
  if (pattern.type === "Identifier") yield pattern as Node & { name: string };
  const { properties, elements, left, argument, value } = pattern as unknown as Record<
    string,
    unknown
  >;
  const isProperty = pattern.type === "ObjectProperty";
  const below = properties ?? elements ??
    [left ?? argument ?? (isProperty ? value : null)];
  for (const one of below as (Node | null)[]) yield* boundNames(one);
}

/** What a statement declares for the cells after it. */
function declaredBy(statement: Statement): (Node & { name: string })[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => [...boundNames(id)]);
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => local);
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return statement.id ? [...boundNames(statement.id)] : [];
    default:
      return [];
  }
}

function checkNames(cells: readonly ParsedCell[]): Finding[] {
  const first = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { number: cell, program } of cells) {
    for (const node of program.body.flatMap(declaredBy)) {
      const before = first.get(node.name);
      if (before === undefined) first.set(node.name, cell);
      else {
        const message =
          `Expected "${node.name}" to be declared once but found it in cell ${before}, too`;
        findings.push({ cell, ...lineOf(node), message });
      }
    }
  }
  return findings;
}

function checkLength(parsed: ParsedCell): Finding[] {
  const lines = linesOfLogic(parsed);
  if (lines.length <= MOST_LINES_OF_LOGIC) return [];
  const message =
    `Expected at most ${MOST_LINES_OF_LOGIC} lines of logic but found ${lines.length}: ` +
    "make two cells of it";
  return [{ cell: parsed.number, line: lines[MOST_LINES_OF_LOGIC]!, message }];
}

/** Findings in the code of one notebook's cells. */
export function lintCode(
  cells: readonly ParsedCell[],
  names: readonly string[],
): Finding[] {
  return [
    ...checkNames(cells),
    ...cells.flatMap((cell) => [
      // Its values are set anew after it, so it shows nothing.
      ...(cell.isParameters ? [] : checkEnding(cell)),
      ...checkImports(cell, names),
      ...checkLength(cell),
    ]),
  ];
}
