import { tellsBadFiles, tellsOddImages } from "./bad_input.ts";
import {
  tellsEngines,
  tellsMemory,
  tellsModelsOutOfReach,
  tellsPartsOutOfReach,
} from "./failures.ts";
import { comparesModels, followsSettings, linksTableAndImage, stops } from "./live.ts";
import { fetchesLittle } from "./first_visit.ts";
import { suitsEveryone, worksByKeyboard } from "./by_keyboard.ts";
import { worksOffline } from "./offline.ts";
import { askedNothing, letsNothingOut } from "./policy.ts";
import { equalsPredict, zipsAlikeNames } from "./results.ts";
import { type Site, withSite } from "./site.ts";
import { executablePath } from "./visits.ts";

if (!executablePath) console.log("tests/app: no Chromium here; CHROME_PATH may name one");

const STEPS: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  "less than a megabyte is fetched before the model": fetchesLittle,
  "what is dropped, picked or pasted gives what `karyon predict` writes": equalsPredict,
  "images of the same name get files of different names": zipsAlikeNames,
  "files that cannot be read are told in words, their names as text": tellsBadFiles,
  "an image without nuclei, one of 16 bits and one of a sly name work": tellsOddImages,
  "models that do not come are told, and another one works": tellsModelsOutOfReach,
  "without the list of models or the worker the page says so": tellsPartsOutOfReach,
  "WebAssembly computes without WebGPU; without SIMD the page says so": tellsEngines,
  "an image that memory is too short for leaves the next one alone": tellsMemory,
  "threshold, smallest size and pixel size act at once": followsSettings,
  "a row finds its nucleus, and a nucleus its row": linksTableAndImage,
  "work on a large image is stopped midway, and other images go on": stops,
  "two models beside each other say what each says alone": comparesModels,
  "keys alone lead from the start to a file": worksByKeyboard,
  "every control has a name, and a telephone shows all": suitsEveryone,
  "after the first visit it works without server and network": worksOffline,
  "the policy lets nothing out, of the page or of its worker": letsNothingOut,
  "nothing was asked of any other place in all visits": askedNothing,
};

Deno.test({
  name: "the page in a browser",
  ignore: !executablePath,
  fn: (test) =>
    withSite(async (site) => {
      for (const [name, body] of Object.entries(STEPS)) {
        await test.step(name, () => body(site));
      }
    }),
});
