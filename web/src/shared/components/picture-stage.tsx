import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Picture } from "./picture";

interface PictureColumnsProps {
  /** The picture's width divided by its height, if it is known. */
  readonly ratio?: number | undefined;
  /** The height of the picture on phones. */
  readonly phoneHeight?: string;
  /** A `PictureStage`, and what is beside it, or below it on phones. */
  readonly children: ReactNode;
}

/**
 * The columns of a page about one picture. The first one is as wide as the picture, which is not higher than the screen, together with
 * the strip below it.
 */
export function PictureColumns({ ratio = 3 / 4, phoneHeight = "55svh", children }: PictureColumnsProps) {
  return (
    <div
      style={{ "--ratio": ratio, "--phone-height": phoneHeight } as React.CSSProperties}
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 [--height:var(--phone-height)] has-[.family-strip]:[--height:calc(var(--phone-height)-7.5rem)] [--width:calc(var(--height)*var(--ratio))] lg:grid-cols-[min(var(--width),100%-27rem)_minmax(0,1fr)] lg:gap-12 lg:[--height:max(24rem,100dvh-9.5rem)] lg:has-[.family-strip]:[--height:max(24rem,100dvh-16rem)]"
    >
      {children}
    </div>
  );
}

/** The place of the picture, in its shape. */
export function PictureStage(props: ComponentProps<"div">) {
  return (
    <div
      {...props}
      className="relative mx-auto aspect-(--ratio) w-[min(100%,var(--width))] touch-pan-y touch-pinch-zoom overflow-hidden rounded-2xl bg-surface-secondary after:pointer-events-none after:absolute after:inset-0 after:rounded-[inherit] after:ring-1 after:ring-foreground/10 after:ring-inset sm:rounded-3xl"
    />
  );
}

interface LargePictureProps {
  readonly url: string;
  readonly alt: string;
  /** Receives the picture's width divided by its height. */
  onRatio?(ratio: number): void;
  onEnlarge(): void;
}

/** A whole picture, which a press opens on the whole screen. */
export function LargePicture({ url, alt, onRatio, onEnlarge }: LargePictureProps) {
  const { t } = useTranslation();
  return (
    <>
      <Picture url={url} alt={alt} sizes="(min-width: 1024px) 60vw, 100vw" isFirst fit="contained" onRatio={onRatio} />
      <button
        type="button"
        aria-label={`${t("template.enlarge")}: ${alt}`}
        onClick={onEnlarge}
        className="absolute inset-0 size-full cursor-zoom-in rounded-[inherit] outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
      />
    </>
  );
}
