import { toast } from "@/shared/stores/toasts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import type { User } from "@/core/domain/entities/user";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { changeAccount } from "@/shared/queries/account";

/** Changes the user's name and email address. */
export function DetailsForm({ user }: { user: User }) {
  const { t } = useTranslation("profile");
  const textOf = useFailureText();
  const [name, setName] = useState(user.name ?? "");
  const [email, setEmail] = useState(user.email ?? "");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);

  const fields = { name: name.trim() || null, email: email.trim() || null };
  const isChanged = fields.name !== user.name || fields.email !== user.email;
  const wrongField = failure?.details.fields?.[0]?.field;

  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await changeAccount(fields);
      toast.success(t("app.saved"));
    } catch (error) {
      setFailure(Failure.of(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      className="max-w-md space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        id="name"
        label={t("profile.name")}
        value={name}
        onChange={setName}
        autoComplete="name"
        maxLength={100}
        isWrong={wrongField === "name"}
      />
      <Field
        id="email"
        label={t("profile.email")}
        value={email}
        onChange={setEmail}
        type="email"
        dir="ltr"
        autoComplete="email"
        maxLength={254}
        isWrong={wrongField === "email"}
      />
      <p className="text-sm text-muted">{t("profile.emptyHint")}</p>
      {failure && (
        <p id="details-problem" role="alert" className="text-sm text-danger">
          {wrongField === "email" ? t("profile.wrongEmail") : textOf(failure)}
        </p>
      )}
      <ActionButton type="submit" isBusy={isBusy} isDisabled={!isChanged}>
        {t("app.save")}
      </ActionButton>
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly type?: string;
  readonly dir?: string;
  readonly autoComplete: string;
  readonly maxLength: number;
  readonly isWrong: boolean;
  onChange(value: string): void;
}

function Field({ id, label, isWrong, onChange, dir, ...rest }: FieldProps) {
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        // "auto" makes an empty field left-to-right.
        dir={dir ?? (rest.value ? "auto" : undefined)}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? "details-problem" : undefined}
        onChange={(event) => onChange(event.target.value)}
        className="shows-focus h-11 w-full rounded-xl border border-border bg-field px-3.5 aria-invalid:border-danger"
      />
    </div>
  );
}
