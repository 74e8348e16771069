import { assertEquals } from "@std/assert";
import { DEFAULT_SPLITTING } from "#karyon";
import { tellSettings } from "../../../src/app/worker/tell_settings.ts";

Deno.test("a zip says by which model and settings each image's files were made", () => {
  const settings = { ...DEFAULT_SPLITTING.distance, threshold: 0.4 };
  const common = { model: "m", settings };
  const { name, bytes } = tellSettings([
    { image: "a.png", ...common, pixelSize: 0.5 },
    { image: "b.png", ...common, pixelSize: undefined },
  ]);
  assertEquals(name, "settings.json");
  assertEquals(JSON.parse(new TextDecoder().decode(bytes)), {
    images: [
      { image: "a.png", ...common, pixel_size_um: 0.5 },
      { image: "b.png", ...common, pixel_size_um: null },
    ],
  });
});
