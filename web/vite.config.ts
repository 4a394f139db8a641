import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";
import { firstView } from "./first-view.ts";

const nero = process.env.NERO_URL ?? "http://localhost:5000";

/** Settings that a build for a deployed API requires. The legal pages name the operator. */
const REQUIRED = ["VITE_OPERATOR", "VITE_CONTACT"];

function checkSettings(mode: string): void {
  const settings = loadEnv(mode, process.cwd());
  const missing = settings.VITE_API_BASE_URL ? REQUIRED.filter((name) => !settings[name]) : [];
  if (missing.length > 0) {
    throw new Error(`Set ${missing.join(" and ")}. docs/settings.md describes them.`);
  }
}

export default defineConfig(({ mode }) => {
  checkSettings(mode);
  return {
    plugins: [
      react(),
      tailwindcss(),
      firstView(),
      // React Aria has no Persian texts. Bundle its English texts only; src/shared/translations has the visible ones.
      { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" },
    ],
    resolve: {
      alias: {
        "@": fileURLToPath(new URL("src", import.meta.url)),
        // Without tailwind-merge: HeroUI's classes are not utilities, so that there is nothing to merge.
        "tailwind-variants": "tailwind-variants/lite",
        // Its default entry contains the warnings of development.
        "react-router": fileURLToPath(new URL("node_modules/react-router/dist/production/index.mjs", import.meta.url)),
      },
    },
    server: { proxy: { "/api": nero, "/_local": nero } },
    // Do not inline assets: the Content-Security-Policy blocks data: URLs.
    build: {
      target: "es2023",
      assetsInlineLimit: 0,
      // The lists of what to preload for each page would be a part of the first load.
      modulePreload: false,
      outDir: "target/site",
      // One file for what every visit loads: it is smaller than many, because they are compressed one by one.
      chunkSizeWarningLimit: 800,
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: "app", tags: ["$initial"] }] } } },
    },
    test: {
      environment: "happy-dom",
      include: ["src/**/*.test.{ts,tsx}"],
      restoreMocks: true,
      // bin/test counts the tests of this report.
      reporters: ["default", ["junit", { outputFile: "target/vitest/TEST-web.xml" }]],
    },
  };
});
