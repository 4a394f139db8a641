import { Button } from "@/shared/components/button";
import { Brush } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewGeneration } from "../stores/new-generation";

const MaskEditor = lazy(async () => ({ default: (await import("./mask-editor")).MaskEditor }));

/** Limits the change to a part of the one picture that the image is made from. */
export function MaskButton({ url, isBusy }: { url: string; isBusy: boolean }) {
  const { t } = useTranslation("generation");
  const { mask, setMask } = useNewGeneration();
  const [isOpen, setOpen] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <div className="flex min-w-0 grow basis-60 items-center gap-4">
        {mask && <PaintedPicture url={url} mask={mask.preview} />}
        <div className="min-w-0">
          <p className="text-sm font-medium">{t(mask ? "create.mask.set" : "create.mask.all")}</p>
          <p className="text-sm text-muted">{t(mask ? "create.mask.setText" : "create.mask.allText")}</p>
          {mask && (
            <button
              type="button"
              disabled={isBusy}
              onClick={() => setMask(null)}
              className="shows-focus mt-1.5 cursor-pointer rounded text-sm font-medium link disabled:cursor-default disabled:text-muted"
            >
              {t("create.mask.remove")}
            </button>
          )}
        </div>
      </div>
      <Button
        variant="secondary"
        isDisabled={isBusy}
        className="max-sm:w-full"
        onPress={() => {
          setLoaded(true);
          setOpen(true);
        }}
      >
        <Brush aria-hidden />
        {t(mask ? "create.mask.repaint" : "create.mask.paint")}
      </Button>
      {isLoaded && (
        <Suspense>
          <MaskEditor
            isOpen={isOpen}
            url={url}
            onDone={(file) => {
              setMask(file);
              setOpen(false);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The picture, with the part that is to change in colour. */
function PaintedPicture({ url, mask }: { url: string; mask: string }) {
  return (
    <span className="relative block size-24 shrink-0 overflow-hidden rounded-2xl border border-border">
      <img src={url} alt="" className="size-full object-cover" />
      <span
        className="absolute inset-0 bg-[repeating-linear-gradient(135deg,var(--ember)_0_4px,white_4px_6px)]"
        style={{ maskImage: `url("${mask}")`, maskMode: "luminance", maskSize: "cover", maskPosition: "center" }}
      />
    </span>
  );
}
