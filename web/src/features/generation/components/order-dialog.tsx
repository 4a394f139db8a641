import { Modal } from "@heroui/react/modal";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Failure } from "@/core/api/failure";
import type { Generation, GenerationRequest } from "@/core/domain/entities/generation";
import { ActionButton } from "@/shared/components/action-button";
import { Dialog } from "@/shared/components/dialog";
import { GetStarsLink } from "@/shared/components/get-stars-link";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { useEngines } from "@/shared/queries/engines";
import { isRetryable } from "@/shared/stores/picture-uploads";
import { createLink } from "../hooks/create-link";
import { addGeneration } from "../queries/generations";
import { changeBalance, changePrice, useQuote } from "../queries/quote";
import { submit } from "../stores/submit-generation";
import { OptionChooser } from "@/shared/components/option-chooser";
import { PriceLabel } from "./price-label";

export type Factor = "2" | "4";
export type Order = "variation" | "upscale";

/** Up to which longer side, in pixels, all engines enlarge by the whole factor. */
const MAX_SIDE = 4096;

interface OrderDialogProps {
  readonly order: Order;
  readonly generation: Generation;
  /** How many times larger, until the user chooses. */
  readonly initialFactor: Factor;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Orders a variation of an image, or a larger one, after it has shown the price. */
export function OrderDialog({ order, isOpen, onClose, generation, initialFactor }: OrderDialogProps) {
  const { t } = useTranslation("generation");
  return (
    <Dialog isOpen={isOpen} title={t(`image.orders.${order}.title`)} onClose={onClose}>
      <OrderForm order={order} generation={generation} initialFactor={initialFactor} />
    </Dialog>
  );
}

function OrderForm({ order, generation, initialFactor }: Pick<OrderDialogProps, "order" | "generation" | "initialFactor">) {
  const { t } = useTranslation("generation");
  const { number } = useFormats();
  const textOf = useFailureText();
  const navigate = useNavigate();
  const engine = useEngines()?.engines.find(({ types }) => types.includes("upscale"));
  const [factor, setFactor] = useState(initialFactor);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // A retry after a lost response must not order twice.
  const key = useRef(crypto.randomUUID());
  const request = order === "upscale" ? upscaleOf(generation, Number(factor) as 2 | 4, engine?.id) : variationOf(generation);
  const { data: quote, error, isPlaceholderData } = useQuote(request);
  const other = createLink(generation);
  const starsMissingFor = (option: Factor) =>
    Math.max(0, (engine?.stars[`x${option}`] ?? 0) - (quote?.balance ?? Number.POSITIVE_INFINITY));
  const isMissingStars = quote !== undefined && !quote.affordable;
  const shown = failure ?? (error && !quote ? Failure.of(error) : null);

  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { generation: ordered, stars } = await submit({
        idempotencyKey: key.current,
        body: { ...request, priceVersion: quote!.priceVersion },
      });
      changeBalance(stars.balance);
      addGeneration(ordered);
      void navigate(`/gallery/${ordered.id}`);
    } catch (reason) {
      const { code, details } = Failure.of(reason);
      if (!isRetryable(code)) {
        key.current = crypto.randomUUID();
      }
      if (details.price) {
        changePrice(request, details.price);
      }
      if (details.stars) {
        changeBalance(details.stars.balance);
      }
      setFailure(Failure.of(reason));
      setBusy(false);
    }
  };

  return (
    <>
      <Modal.Body className="space-y-4">
        <p className="text-muted">{t(`image.orders.${order}.text`)}</p>
        {order === "upscale" && (
          <OptionChooser
            legend={t("image.orders.upscale.factor")}
            isColumn
            name="factor"
            options={["2", "4"]}
            value={factor}
            isBusy={isBusy}
            isDisabled={(option) => option !== factor && starsMissingFor(option) > 0}
            render={(option) => (
              <>
                <span>
                  <span className="block font-medium text-foreground">{t(`image.orders.upscale.uses.${option}`)}</span>
                  <span className="flex flex-wrap gap-x-2 font-normal text-muted">
                    {t("image.orders.upscale.times", { factor: number(Number(option)) })}
                    <PixelSize image={generation.image} factor={Number(option)} />
                  </span>
                </span>
                <span className="ms-auto text-end font-normal">
                  {t("app.stars", { count: engine?.stars[`x${option}`] ?? 0 })}
                  {starsMissingFor(option) > 0 && (
                    <span className="block text-xs">{t("image.orders.upscale.missing", { count: starsMissingFor(option) })}</span>
                  )}
                </span>
              </>
            )}
            onChoose={(option) => {
              key.current = crypto.randomUUID();
              setFactor(option);
            }}
          />
        )}
        {order === "variation" && (
          <Link to={other.to} state={other.state} className="shows-focus inline-block rounded font-medium link">
            {t("image.orders.variation.other")}
          </Link>
        )}
        {isMissingStars && (
          <p role="status">
            {t("create.insufficient.text", {
              count: quote.balance,
              needed: t("app.stars", { count: quote.stars }),
              balance: t("app.stars", { count: quote.balance }),
            })}
          </p>
        )}
        {shown && !isMissingStars && (
          <p role="alert" className="text-sm text-danger">
            {textOf(shown)}
          </p>
        )}
      </Modal.Body>
      <Modal.Footer>
        {isMissingStars ? (
          <GetStarsLink
            errand={{ path: `/gallery/${generation.id}`, needed: quote.stars, picture: generation.image?.url, state: { order, factor } }}
            className="w-full"
          />
        ) : (
          <ActionButton size="lg" fullWidth isBusy={isBusy} isDisabled={!quote || isPlaceholderData} onPress={() => void confirm()}>
            <span className="leading-tight">
              {t(order === "upscale" ? "image.enlarge" : "image.orders.variation.title")}
              {quote && <PriceLabel price={quote} />}
            </span>
          </ActionButton>
        )}
      </Modal.Footer>
    </>
  );
}

/** The size of an enlarged image, unless an engine may limit it. */
function PixelSize({ image, factor }: { image: Generation["image"]; factor: number }) {
  const { pixels } = useFormats();
  return (
    image &&
    Math.max(image.width, image.height) * factor <= MAX_SIDE && (
      <bdi dir="ltr" className="tabular-nums">
        {pixels(image.width * factor, image.height * factor)}
      </bdi>
    )
  );
}

function upscaleOf({ id }: Generation, factor: 2 | 4, engine: GenerationRequest["engine"]): GenerationRequest {
  return { type: "upscale", parentId: id, factor, ...(engine && { engine }) };
}

/** The same request with a new seed, and the image as its subject. */
function variationOf({ id, templateId, prompt, aspectRatio, size, engine }: Generation): GenerationRequest {
  return {
    type: "generate",
    parentId: id,
    ...(templateId && { templateId }),
    ...(prompt && { prompt }),
    ...(aspectRatio && { aspectRatio }),
    size,
    engine,
    keepIdentity: true,
  };
}
