declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  interface Answer {
    readonly responses: readonly {
      readonly partitions: readonly { readonly messages: object[] }[];
    }[];
  }
  const response: { decode: (answer: Buffer) => Promise<Answer> };
  export default response;
}
