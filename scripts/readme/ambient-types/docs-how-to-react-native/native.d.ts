// What is installed with a native application only, as far as the page uses it.
declare module "react-native-url-polyfill/auto" {}

declare module "react-native" {
  export const AppState: {
    readonly currentState: string;
    addEventListener(type: "change", listener: (state: string) => void): { remove(): void };
  };
}

declare module "@react-native-community/netinfo" {
  const NetInfo: {
    addEventListener(listener: (state: { isConnected: boolean | null }) => void): () => void;
  };
  export default NetInfo;
}

declare module "expo-secure-store" {
  export function getItemAsync(key: string): Promise<string | null>;
  export function setItemAsync(key: string, value: string): Promise<void>;
  export function deleteItemAsync(key: string): Promise<void>;
}
