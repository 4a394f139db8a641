import { Skeleton } from "@/shared/components/skeleton";
import { toast } from "@/shared/stores/toasts";
import { Laptop, LogOut, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import { describeDevice, type Device, isInUse } from "@/core/domain/entities/device";
import { ActionButton } from "@/shared/components/action-button";
import { FailureNotice } from "@/shared/components/failure-notice";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { signOut } from "@/shared/queries/account";
import { signOutDevice, useDevices } from "../queries/devices";

/** The devices on which the user is signed in. Each can be signed out. */
export function DeviceList() {
  const { t } = useTranslation("profile");
  const textOf = useFailureText();
  const { data: devices, error, refetch } = useDevices();
  const [busy, setBusy] = useState<string | null>(null);

  if (error && !devices) {
    return <FailureNotice failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  if (!devices) {
    return <Skeleton className="h-20 rounded-2xl" />;
  }
  const run = async (id: string, work: () => Promise<void>) => {
    setBusy(id);
    try {
      await work();
    } catch (error) {
      toast.danger(textOf(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <ul className="divide-y divide-separator overflow-hidden rounded-2xl border border-separator bg-surface">
        {devices.map((device) => (
          <DeviceItem
            key={device.id}
            device={device}
            hasTwin={devices.some((other) => other.id !== device.id && other.userAgent === device.userAgent)}
            isBusy={busy === device.id}
            onSignOut={() =>
              void run(device.id, async () => {
                if (device.current) {
                  await signOut();
                } else {
                  await signOutDevice(device.id);
                  toast.success(t("profile.devices.signedOut"));
                }
              })
            }
          />
        ))}
      </ul>
      {devices.length > 1 && (
        <ActionButton
          variant="secondary"
          isBusy={busy === "everywhere"}
          className="mt-3"
          onPress={() => void run("everywhere", () => signOut(true))}
        >
          <LogOut aria-hidden className="rtl:rotate-180" />
          {t("profile.devices.everywhere")}
        </ActionButton>
      )}
    </>
  );
}

interface DeviceItemProps {
  readonly device: Device;
  /** Whether another device looks the same. */
  readonly hasTwin: boolean;
  readonly isBusy: boolean;
  onSignOut(): void;
}

function DeviceItem({ device, hasTwin, isBusy, onSignOut }: DeviceItemProps) {
  const { t } = useTranslation("profile");
  const { ago, dateTime } = useFormats();
  const { browser, system, isPhone } = describeDevice(device.userAgent);
  const Icon = isPhone ? Smartphone : Laptop;
  const used = isInUse(device) ? t("profile.devices.activeNow") : t("profile.devices.lastUsed", { when: ago(device.lastUsedAt) });
  const name = browser && system ? t("profile.devices.on", { browser, system }) : (browser ?? system ?? t("profile.devices.unknown"));
  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <Icon aria-hidden size={22} strokeWidth={1.6} className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className={`text-sm ${device.current ? "font-medium" : "text-muted"}`}>{device.current ? t("profile.devices.current") : used}</p>
        {hasTwin && <p className="text-sm text-muted">{t("profile.devices.since", { date: dateTime(device.createdAt) })}</p>}
      </div>
      <ActionButton
        size="sm"
        variant="ghost"
        isBusy={isBusy}
        aria-label={device.current ? undefined : t("profile.devices.signOutOf", { device: name })}
        onPress={onSignOut}
      >
        {t("profile.devices.signOut")}
      </ActionButton>
    </li>
  );
}
