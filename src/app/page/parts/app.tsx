/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Bench } from "../bench/bench.ts";
import { ComparePanel } from "./compare_panel.tsx";
import { BenchContext, useBench } from "./context.ts";
import { DownloadPanel } from "./download_panel.tsx";
import { Header } from "./header.tsx";
import { HelpDialog } from "./help_dialog.tsx";
import { ImageList } from "./image_list.tsx";
import { Intake } from "./intake.tsx";
import { NucleiTable } from "./nuclei_table.tsx";
import { NucleusPanel } from "./nucleus_panel.tsx";
import { ResultsPanel } from "./results_panel.tsx";
import { SettingsPanel } from "./settings_panel.tsx";
import { Stage } from "./stage.tsx";
import { TroubleNote } from "./trouble_note.tsx";
import { type Example, Welcome } from "./welcome.tsx";

/** The image that is looked at, with all that belongs to it. */
function Work() {
  const { current } = useBench();
  const item = current.value;
  const nuclei = item?.stage === "failed" ? undefined : item?.nuclei;
  return (
    <div class="work">
      <ImageList />
      <div class="middle">
        <Stage />
        {nuclei !== undefined && <NucleiTable key={nuclei.id} nuclei={nuclei} />}
      </div>
      <div class="side">
        <SettingsPanel />
        {nuclei !== undefined && <NucleusPanel nuclei={nuclei} />}
        {item !== undefined && nuclei !== undefined && (
          <>
            <ComparePanel />
            <ResultsPanel nuclei={nuclei} />
            <DownloadPanel item={item} />
          </>
        )}
      </div>
    </div>
  );
}

/** What holds for the page rather than for one image. */
function PageNotes() {
  const { trouble, start, current } = useBench();
  // What the image that is looked at says already is not said twice.
  const isSaid = current.value?.trouble?.code === trouble.value?.code;
  return (
    <>
      {trouble.value !== undefined && !isSaid && (
        <TroubleNote
          trouble={trouble.value}
          onRetry={() => {
            trouble.value = undefined;
            void start();
          }}
          onDismiss={{ label: "Close", act: () => trouble.value = undefined }}
        />
      )}
    </>
  );
}

function Announcer() {
  const { announcement } = useBench();
  return <p class="unseen" role="status">{announcement.value}</p>;
}

function Body({ examples }: { examples: readonly Example[] }) {
  const { items } = useBench();
  const { length } = items.value;
  const before = useRef(length);
  useEffect(() => {
    if (before.current === length) return;
    before.current = length;
    // What had the focus may be gone with the list's first image, or with a removed one.
    if (document.activeElement !== document.body) return;
    const place = length > 0 ? ".look[aria-current]" : ".strong";
    document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  }, [length]);
  return items.value.length === 0 ? <Welcome examples={examples} /> : <Work />;
}

/** The whole page. */
export function App(
  { bench, examples }: { bench: Bench; examples: readonly Example[] },
) {
  const helping = useSignal(false);
  return (
    <BenchContext.Provider value={bench}>
      <a class="skip" href="#main">Skip to the images</a>
      <Header onHelp={() => helping.value = true} />
      <main id="main" tabIndex={-1}>
        <PageNotes />
        <Body examples={examples} />
      </main>
      <Announcer />
      <Intake />
      <HelpDialog open={helping.value} onClose={() => helping.value = false} />
    </BenchContext.Provider>
  );
}
