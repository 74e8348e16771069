import { assert, assertEquals } from "@std/assert";

const src = new URL("../src/", import.meta.url);
const text = (path: string) => Deno.readTextFile(new URL(path, src));

/** What CONTRIBUTING's table allows, by room. */
async function allowed(): Promise<Map<string, Set<string>>> {
  const rows = (await text("../CONTRIBUTING.md")).matchAll(
    /^\| `(\w+)\/`\s*\|[^|]*\|([^|]*)\|$/gm,
  );
  return new Map(
    [...rows].map(([, room, names]) => [room!, new Set(names!.match(/\w+/g) ?? [])]),
  );
}

async function* modulesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, src))) {
    if (isDirectory) yield* modulesIn(`${folder}${name}/`);
    else if (/\.tsx?$/.test(name)) yield `${folder}${name}`;
  }
}

Deno.test("rooms import only the doors that CONTRIBUTING's table allows", async () => {
  const table = await allowed();
  const rooms = [...Deno.readDirSync(src)].filter(({ isDirectory }) => isDirectory);
  assertEquals(rooms.map(({ name }) => name).sort(), [...table.keys()].sort());
  const broken: string[] = [];
  let imports = 0;
  for await (const path of modulesIn("")) {
    const [room] = path.split("/");
    for (const [, target] of (await text(path)).matchAll(/from "(\.\.?\/[^"]+)"/g)) {
      const place = new URL(target!, new URL(path, src)).href;
      // "cli/native.ts": seen from src/, however deep the import stands.
      const [other, ...file] = place.replace(src.href, "").split("/");
      // What is data, a room may read.
      if (other === room || /\/(deno\.json|data\/[^.]+\.json)$/.test(place)) continue;
      imports++;
      const isHouse = place === new URL("mod.ts", src).href && room === "cli";
      const isDoor = file.join("/") === "mod.ts" &&
        (other === "base" || table.get(room!)?.has(other!) === true);
      // The house itself, src/mod.ts, opens every door.
      if (!isHouse && !isDoor && path !== "mod.ts") broken.push(`${path}: ${target}`);
    }
  }
  assertEquals(broken, []);
  assert(imports > 50);
});
