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
    // React Aria's own words are in English alone, as it has none in Persian; what people read is translated by Nero.
    { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" },
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  server: { proxy: { "/api": nero, "/_local": nero } },
  // The Content-Security-Policy knows no data: addresses but those of pictures.
  build: { target: "es2023", assetsInlineLimit: 0, outDir: "target/site" },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true },
});
