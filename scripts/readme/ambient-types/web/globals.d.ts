declare function checkPassword(form: FormData): Promise<{ id: string }>;
