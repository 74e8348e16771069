/// <reference lib="dom" />
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { useBench } from "./context.ts";

/** Whether the page will be there without a network. */
function OfflineBadge() {
  const words = useSignal("");
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const { serviceWorker } = navigator;
    let kept = false;
    const tell = () => {
      words.value = kept
        ? navigator.onLine ? "Works offline" : "Offline: models used before still work"
        : navigator.onLine
        ? ""
        : "Offline";
    };
    tell();
    // Once it is ready, all files are kept; the next visit needs no network.
    void serviceWorker?.ready.then(() => {
      kept = true;
      tell();
    });
    addEventListener("online", tell, { signal });
    addEventListener("offline", tell, { signal });
    return () => listening.abort();
  }, []);
  return words.value === "" ? null : <li class="badge">{words.value}</li>;
}

/** The name of the page, what can be relied on, and the way to help. */
export function Header({ onHelp }: { onHelp(): void }) {
  const { engine } = useBench();
  const name = engine.value?.name;
  return (
    <header class="top">
      <div class="brand">
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="14" class="logo-cell" />
          <ellipse cx="17.5" cy="15" rx="7" ry="6" class="logo-nucleus" />
          <circle cx="19.5" cy="14" r="1.8" class="logo-spot" />
        </svg>
        <div>
          <h1>Karyon</h1>
          <p class="soft">Finds nuclei in microscope images</p>
        </div>
      </div>
      <ul class="badges">
        <li class="badge good">Nothing leaves this computer</li>
        {name !== undefined && (
          <li class="badge" title={engine.value?.sentence}>
            {name === "webgpu" ? "WebGPU" : "WebAssembly"}
          </li>
        )}
        <OfflineBadge />
      </ul>
      <button type="button" class="tool" onClick={onHelp}>Help</button>
    </header>
  );
}
