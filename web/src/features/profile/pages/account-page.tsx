import { Skeleton } from "@/shared/components/skeleton";
import { useTranslation } from "react-i18next";
import { useAccount } from "@/shared/queries/account";
import { DetailsForm } from "../components/details-form";
import { DeviceList } from "../components/device-list";
import { DeleteAccount } from "../components/delete-account";
import { ExportData } from "../components/export-data";

export function AccountPage() {
  const { t } = useTranslation("profile");
  const { data: account } = useAccount();
  return (
    <div className="max-w-4xl divide-y divide-separator">
      <Section title={t("profile.details")}>
        {account ? <DetailsForm user={account.user} /> : <Skeleton className="h-48 max-w-md rounded-2xl" />}
      </Section>
      <Section title={t("profile.devices.title")}>
        <DeviceList />
      </Section>
      <Section title={t("profile.export.title")}>
        <ExportData />
      </Section>
      <Section title={t("profile.delete.title")}>
        <DeleteAccount />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-4 py-8 first:pt-2 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-10">
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
