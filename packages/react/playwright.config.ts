export { default } from "../../playwright.base.ts";
