import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Picture } from "./picture";

interface PictureStageProps extends ComponentProps<"div"> {
  /** The picture's width divided by its height, if it is known. */
  readonly ratio?: number | undefined;
}

/** The place of the one picture that a page is about. On phones it is as wide as the screen, and as high as the picture needs. */
export function PictureStage({ ratio = 3 / 4, ...rest }: PictureStageProps) {
  return (
    <div
      {...rest}
      style={{ "--ratio": ratio } as React.CSSProperties}
      className="relative -mx-4 aspect-(--ratio) max-h-[54dvh] w-[calc(100%+2rem)] touch-pan-y touch-pinch-zoom overflow-hidden bg-surface-secondary sm:mx-0 sm:w-full sm:max-h-[62dvh] sm:rounded-3xl lg:aspect-auto lg:h-[calc(100dvh-9.5rem)] lg:max-h-none lg:min-h-96"
    />
  );
}

/** Fills what a picture leaves of its place with a blurred copy of it. */
export function Backdrop({ url }: { url: string }) {
  return <img src={url} alt="" draggable={false} className="absolute inset-0 size-full scale-110 object-cover opacity-45 blur-2xl" />;
}

interface LargePictureProps {
  readonly url: string;
  readonly alt: string;
  onEnlarge(): void;
}

/** A whole picture, which a press opens on the whole screen. */
export function LargePicture({ url, alt, onEnlarge }: LargePictureProps) {
  const { t } = useTranslation();
  return (
    <>
      <Backdrop url={url} />
      <Picture url={url} alt={alt} sizes="(min-width: 1024px) 65vw, 100vw" isFirst fit="contained" />
      <button
        type="button"
        aria-label={t("template.enlarge")}
        onClick={onEnlarge}
        className="absolute inset-0 size-full cursor-zoom-in outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
      />
    </>
  );
}
