declare function findUser(id: string): Promise<{ id: string; name: string; role: string } | null>;
