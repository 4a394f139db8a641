import { Button } from "@/shared/components/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AspectRatio, Engine, ImageSize } from "@/core/domain/entities/generation";
import { useFormats } from "@/shared/hooks/use-formats";
import { useEngines } from "@/shared/queries/engines";
import { useNewGeneration } from "../stores/new-generation";
import { OptionChooser } from "@/shared/components/option-chooser";

/** The shape that keeps that of the photo. */
const AUTO = "auto";

/** About how many pixels the longer side of each size has. */
const PIXELS: Record<ImageSize, number> = { "1K": 1024, "2K": 2048, "4K": 4096 };

/** The shapes that are shown at once. */
const COMMON_SHAPES: readonly AspectRatio[] = ["1:1", "3:4", "4:3", "9:16", "16:9"];

/** Selects the shape, the size and the engine. An option that has one value only is not shown. */
export function ImageOptions({ isBusy }: { isBusy: boolean }) {
  const { t } = useTranslation("generation");
  const { aspectRatio, size, engine: engineId, change } = useNewGeneration();
  const [isAllShapes, setAllShapes] = useState(false);
  const engines = useEngines()?.engines;
  const engine = engines?.find(({ id }) => id === engineId);
  if (!engines || !engine) {
    return null;
  }
  const shapes = engine.aspectRatios.filter((ratio) => isAllShapes || COMMON_SHAPES.includes(ratio) || ratio === aspectRatio);
  const hasOneSizePrice = new Set(engine.sizes.map((option) => engine.stars[option])).size === 1;
  const chooseEngine = (chosen: Engine) =>
    change({
      engine: chosen.id,
      size: chosen.sizes.includes(size) ? size : chosen.sizes[0]!,
      aspectRatio: aspectRatio && chosen.aspectRatios.includes(aspectRatio) ? aspectRatio : null,
    });
  return (
    <div className="space-y-5">
      <OptionChooser
        legend={t("create.shape")}
        name="shape"
        options={[AUTO, ...shapes] as (AspectRatio | typeof AUTO)[]}
        value={aspectRatio ?? AUTO}
        isBusy={isBusy}
        render={(option) => <Shape ratio={option} />}
        onChoose={(option) => change({ aspectRatio: option === AUTO ? null : option })}
      >
        {shapes.length < engine.aspectRatios.length && (
          <Button variant="ghost" className="shrink-0 rounded-xl border border-border px-3.5 text-sm" onPress={() => setAllShapes(true)}>
            {t("create.moreShapes")}
          </Button>
        )}
      </OptionChooser>
      {engine.sizes.length > 1 && (
        <OptionChooser
          legend={t("create.size")}
          note={hasOneSizePrice ? t("create.samePrice") : undefined}
          name="size"
          options={engine.sizes}
          value={size}
          isBusy={isBusy}
          render={(option) => (
            <>
              {t(`create.sizes.${option}`)}
              <span className="font-normal text-muted">{t("create.pixels", { count: PIXELS[option] })}</span>
              {!hasOneSizePrice && <StarsOf count={engine.stars[option]} />}
            </>
          )}
          onChoose={(option) => change({ size: option })}
        />
      )}
      {engines.length > 1 && (
        <OptionChooser
          legend={t("create.engine")}
          name="engine"
          options={engines.map(({ id }) => id)}
          value={engineId}
          isBusy={isBusy}
          render={(option) => (
            <>
              {t(`app.engines.${option}`)}
              <StarsOf count={engines.find(({ id }) => id === option)?.stars[size]} />
            </>
          )}
          onChoose={(option) => chooseEngine(engines.find(({ id }) => id === option)!)}
        />
      )}
    </div>
  );
}

function StarsOf({ count }: { count: number | undefined }) {
  const { t } = useTranslation("generation");
  return count !== undefined && <span className="font-normal text-muted">{t("app.stars", { count })}</span>;
}

function Shape({ ratio }: { ratio: AspectRatio | typeof AUTO }) {
  const { t } = useTranslation("generation");
  const { digits } = useFormats();
  if (ratio === AUTO) {
    return t("create.sameShape");
  }
  const [width, height] = ratio.split(":").map(Number) as [number, number];
  const scale = 18 / Math.max(width, height);
  return (
    <>
      <span aria-hidden className="grid size-[18px] place-items-center">
        <span className="rounded-[3px] border-[1.5px] border-current" style={{ width: width * scale, height: height * scale }} />
      </span>
      <bdi dir="ltr">{digits(ratio)}</bdi>
    </>
  );
}
