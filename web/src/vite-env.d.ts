/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The API's base URL with its stage, such as https://abc.execute-api.eu-central-1.amazonaws.com/api. */
  readonly VITE_API_BASE_URL?: string;
}
