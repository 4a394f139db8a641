import { Button, type ButtonProps } from "@/shared/components/button";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Generation } from "@/core/domain/entities/generation";
import type { SharingState } from "@/shared/queries/sharing";
import { withTexts } from "@/shared/translations/i18n";

const ShareDialog = lazy(async () => ({ default: (await withTexts("sharing", import("./share-dialog"))).ShareDialog }));

interface ShareButtonProps extends Omit<ButtonProps, "children" | "onPress"> {
  readonly generation: Generation;
  readonly children: ReactNode;
  /** Receives the fields of the generation that have changed. */
  onShare(change: SharingState): void;
}

/** Opens the dialog that shares an image. The dialog is loaded on the first press. */
export function ShareButton({ generation, onShare, ...rest }: ShareButtonProps) {
  const [isLoaded, setLoaded] = useState(false);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        {...rest}
        onPress={() => {
          setLoaded(true);
          setOpen(true);
        }}
      />
      {isLoaded && (
        <Suspense>
          <ShareDialog generation={generation} isOpen={isOpen} onChange={onShare} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
