/** The models of an application: its users, and its own models for sessions and activity. */
export const OWN_MODELS = `
model User {
  id       String    @id
  name     String
  role     String?
  settings Json
  joinedAt DateTime
  sessions Session[]

  @@map("app_user")
}

/// Other names, other types, and additional fields.
model Login {
  pk              Int      @id @default(autoincrement())
  publicId        String   @unique
  ownerId         String?
  secretHash      String
  revision        BigInt
  generation      Int
  branch          Int
  previousBranch  Int
  rotatedAt       BigInt
  renewedAt       DateTime
  siblingsFrom    Int
  siblingsHeld    Boolean
  seenGeneration  Int
  seenBranch      Int
  firstSeenAt     DateTime
  settledAt       DateTime
  createdAt       DateTime
  authenticatedAt DateTime
  previousAuthenticatedAt DateTime
  lastActiveAt    DateTime
  idleExpiresAt   BigInt
  endsAt          BigInt
  idleSeconds     Int
  isRemembered    Boolean
  ip              String?
  userAgent       String?
  label           String?
  actorId         String?
  actorSessionId String?
  boundKey        String?
  payload         String
  tenant          String   @default("main")
  note            String?
  tags            Tag[]

  @@map("logins")
}

model Person {
  number Int     @id @default(autoincrement())
  name   String
  secret String?
  visits Visit[]

  @@map("people")
}

model Tag {
  id      Int   @id
  loginId Int
  login   Login @relation(fields: [loginId], references: [pk])
}

model Audit {
  id         String  @id
  who        String
  sessionId  String
  kind       ActivityKind
  happenedAt BigInt
  ip         String?
  userAgent  String?

  @@map("audit")
}

enum ActivityKind {
  signed_in
  refreshed
  stepped_up
  revoked
  reused
  impersonation_started
  impersonation_ended
}

/// Sessions of users with numeric ids.
model Visit {
  id                String   @id
  userId            Int
  secretHash        String
  version           Int
  generation        Int
  branch            Int
  previousBranch    Int
  rotatedAt         DateTime
  renewedAt       DateTime
  siblingsFrom    Int
  siblingsHeld    Boolean
  seenGeneration  Int
  seenBranch      Int
  firstSeenAt     DateTime
  settledAt       DateTime
  createdAt         DateTime
  authenticatedAt   DateTime
  previousAuthenticatedAt DateTime
  lastActiveAt      DateTime
  idleExpiresAt     DateTime
  absoluteExpiresAt DateTime
  idleSeconds       Int
  remember          Boolean
  ip                String?
  userAgent         String?
  label             String?
  actorId           String?
  actorSessionId String?
  boundKey          String?
  data              Json
  person            Person   @relation(fields: [userId], references: [number])

  @@map("visits")
}

/// Cannot hold sessions: it has a required field that the store does not fill.
model Strict {
  id                String   @id
  userId            String
  secretHash        String
  version           Int
  generation        Int
  branch            Int
  previousBranch    Int
  rotatedAt         DateTime
  renewedAt       DateTime
  siblingsFrom    Int
  siblingsHeld    Boolean
  seenGeneration  Int
  seenBranch      Int
  firstSeenAt     DateTime
  settledAt       DateTime
  createdAt         DateTime
  authenticatedAt   DateTime
  previousAuthenticatedAt DateTime
  lastActiveAt      DateTime
  idleExpiresAt     DateTime
  absoluteExpiresAt DateTime
  idleSeconds       Int
  remember          Boolean
  ip                String?
  userAgent         String?
  label             String?
  actorId           String?
  actorSessionId String?
  boundKey          String?
  data              Json
  tenant            String
}
`;
