import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const nero = process.env.NERO_URL ?? "http://localhost:5000";

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    // React Aria has no Persian texts. Bundle its English texts only; src/shared/translations has the visible ones.
    { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" },
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  server: { proxy: { "/api": nero, "/_local": nero } },
  // Do not inline assets: the Content-Security-Policy blocks data: URLs.
  build: { target: "es2023", assetsInlineLimit: 0, outDir: "target/site" },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // bin/test counts the tests of this report.
    reporters: ["default", ["junit", { outputFile: "target/vitest/TEST-web.xml" }]],
  },
});
