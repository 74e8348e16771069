import settings from "../../deno.json" with { type: "json" };

/** Karyon's version, as deno.json has it. */
export const version: string = settings.version;
