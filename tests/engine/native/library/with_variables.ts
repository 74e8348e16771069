/** Runs with environment variables set (an empty text unsets), and puts them back. */
export async function withVariables(
  variables: Readonly<Record<string, string>>,
  body: () => void | Promise<void>,
): Promise<void> {
  const before = Object.keys(variables).map((name) =>
    [name, Deno.env.get(name)] as const
  );
  const put = (name: string, value: string | undefined) => {
    if (value) Deno.env.set(name, value);
    else Deno.env.delete(name);
  };
  for (const [name, value] of Object.entries(variables)) put(name, value);
  try {
    await body();
  } finally {
    for (const [name, value] of before) put(name, value);
  }
}

/** A library that every machine of its kind has, and that is not oneDNN. */
export const otherLibrary = {
  darwin: "/usr/lib/libSystem.B.dylib",
  windows: "kernel32.dll",
}[Deno.build.os as string] ?? "libc.so.6";
