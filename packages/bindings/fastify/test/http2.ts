import { once } from "node:events";
import { connect, constants } from "node:http2";

/** Posts over cleartext HTTP/2, as a script of a page of `pageOrigin` does in a browser without fetch metadata. */
export async function postOverHttp2(
  origin: string,
  path: string,
  pageOrigin: string,
): Promise<number> {
  const client = connect(origin);
  const stream = client.request({
    [constants.HTTP2_HEADER_METHOD]: "POST",
    [constants.HTTP2_HEADER_PATH]: path,
    origin: pageOrigin,
  });
  stream.end();
  const [headers] = (await once(stream, "response")) as [Record<string, unknown>];
  stream.resume();
  await once(stream, "close");
  client.close();
  return Number(headers[constants.HTTP2_HEADER_STATUS]);
}
