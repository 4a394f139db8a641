import { configDefaults, mergeConfig } from "vitest/config";
import site from "../vite.config";

// The sandbox holds only web/. These tests read files outside of it, and test no class that is changed.
const READ_THE_REPOSITORY = ["src/home-page.test.tsx", "src/shared/translations/translations.test.ts"];

export default mergeConfig(site({ mode: "test", command: "serve" }), {
  test: { exclude: [...configDefaults.exclude, ...READ_THE_REPOSITORY], reporters: ["default"] },
});
