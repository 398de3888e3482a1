CREATE TABLE IF NOT EXISTS "session" (
  "id" TEXT NOT NULL,
  "user_id" TEXT,
  "secret_hash" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "generation" INTEGER NOT NULL,
  "branch" INTEGER NOT NULL,
  "previous_branch" INTEGER NOT NULL,
  "rotated_at" TIMESTAMP(3) NOT NULL,
  "renewed_at" TIMESTAMP(3) NOT NULL,
  "siblings_from" INTEGER NOT NULL,
  "siblings_held" BOOLEAN NOT NULL,
  "seen_generation" INTEGER NOT NULL,
  "seen_branch" INTEGER NOT NULL,
  "first_seen_at" TIMESTAMP(3) NOT NULL,
  "settled_at" TIMESTAMP(3) NOT NULL,
  "created_at" TIMESTAMP(3) NOT NULL,
  "authenticated_at" TIMESTAMP(3) NOT NULL,
  "previous_authenticated_at" TIMESTAMP(3) NOT NULL,
  "last_active_at" TIMESTAMP(3) NOT NULL,
  "idle_expires_at" TIMESTAMP(3) NOT NULL,
  "absolute_expires_at" TIMESTAMP(3) NOT NULL,
  "idle_seconds" INTEGER NOT NULL,
  "remember" BOOLEAN NOT NULL,
  "ip" TEXT,
  "user_agent" TEXT,
  "label" TEXT,
  "actor_id" TEXT,
  "actor_session_id" TEXT,
  "bound_key" TEXT,
  "data" TEXT NOT NULL,
  CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "session_user_id_created_at_idx" ON "session" ("user_id", "created_at");
CREATE INDEX IF NOT EXISTS "session_idle_expires_at_idx" ON "session" ("idle_expires_at");
CREATE INDEX IF NOT EXISTS "session_absolute_expires_at_idx" ON "session" ("absolute_expires_at");

CREATE TABLE IF NOT EXISTS "session_activity" (
  "id" TEXT COLLATE "C" NOT NULL,
  "user_id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "at" TIMESTAMP(3) NOT NULL,
  "ip" TEXT,
  "user_agent" TEXT,
  CONSTRAINT "session_activity_pkey" PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "session_activity_user_id_at_id_idx" ON "session_activity" ("user_id", "at", "id");
CREATE INDEX IF NOT EXISTS "session_activity_at_idx" ON "session_activity" ("at");

CREATE TABLE IF NOT EXISTS "session_revocation" (
  "id" TEXT COLLATE "C" NOT NULL,
  "subject" TEXT NOT NULL,
  "not_before" TIMESTAMP(3) NOT NULL,
  "until" TIMESTAMP(3) NOT NULL,
  "reason" TEXT NOT NULL,
  "cookies_cleared" BOOLEAN NOT NULL,
  "published_at" BIGINT NOT NULL DEFAULT (floor((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric)))::bigint,
  CONSTRAINT "session_revocation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "session_revocation_published_at_id_idx" ON "session_revocation" ("published_at", "id");
CREATE INDEX IF NOT EXISTS "session_revocation_until_idx" ON "session_revocation" ("until");
