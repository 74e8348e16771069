/// <reference lib="dom" />
import { useBench } from "./context.ts";
import { ModelChoice } from "./settings_panel.tsx";

/** Chooses the model that the image is shown under beside the first. */
export function ComparePanel() {
  const { comparison: { rivalModel }, model, models } = useBench();
  if (models.length < 2) return null;
  return (
    <section class="panel" aria-labelledby="compare-title">
      <h2 id="compare-title">Compare models</h2>
      <ModelChoice
        label="Second model"
        value={rivalModel.value}
        none="None"
        except={model.value}
        onChange={(name) => rivalModel.value = name}
      />
    </section>
  );
}
