/// <reference lib="dom" />
/** Puts the viewer where a test's page finds it. */
import { NucleusViewer } from "../../../src/app/viewer/viewer.ts";

Object.assign(globalThis, { NucleusViewer });
