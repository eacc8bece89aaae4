// What the programs use of Express, so that they compile without @types/express.

declare module "express" {
  interface Request {
    body: any;
    header(name: string): string | undefined;
  }
  interface Response {
    status(code: number): Response;
    send(body?: unknown): Response;
    sendStatus(code: number): Response;
  }
  type Handler = (request: Request, response: Response) => void;
  interface Express {
    post(path: string, parser: unknown, handler: Handler): void;
    listen(port: number): void;
  }
  function express(): Express;
  namespace express {
    export function json(): unknown;
  }
  export default express;
}
