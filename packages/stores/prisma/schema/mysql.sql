CREATE TABLE IF NOT EXISTS `session` (
  `id` VARCHAR(21) NOT NULL,
  `user_id` VARCHAR(255) NOT NULL,
  `secret_hash` VARCHAR(43) NOT NULL,
  `version` INT NOT NULL,
  `generation` INT NOT NULL,
  `branch` INT NOT NULL,
  `previous_branch` INT NOT NULL,
  `rotated_at` DATETIME(3) NOT NULL,
  `renewed_at` DATETIME(3) NOT NULL,
  `siblings_from` INT NOT NULL,
  `siblings_held` BOOLEAN NOT NULL,
  `seen_generation` INT NOT NULL,
  `seen_branch` INT NOT NULL,
  `first_seen_at` DATETIME(3) NOT NULL,
  `settled_at` DATETIME(3) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `authenticated_at` DATETIME(3) NOT NULL,
  `previous_authenticated_at` DATETIME(3) NOT NULL,
  `last_active_at` DATETIME(3) NOT NULL,
  `idle_expires_at` DATETIME(3) NOT NULL,
  `absolute_expires_at` DATETIME(3) NOT NULL,
  `idle_seconds` INT NOT NULL,
  `remember` BOOLEAN NOT NULL,
  `ip` VARCHAR(45),
  `user_agent` VARCHAR(512),
  `label` VARCHAR(100),
  `data` LONGTEXT NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `session_user_id_created_at_idx` (`user_id`, `created_at`),
  INDEX `session_idle_expires_at_idx` (`idle_expires_at`),
  INDEX `session_absolute_expires_at_idx` (`absolute_expires_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS `session_activity` (
  `id` VARCHAR(21) NOT NULL,
  `user_id` VARCHAR(255) NOT NULL,
  `session_id` VARCHAR(21) NOT NULL,
  `type` VARCHAR(32) NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `ip` VARCHAR(45),
  `user_agent` VARCHAR(512),
  PRIMARY KEY (`id`),
  INDEX `session_activity_user_id_at_id_idx` (`user_id`, `at`, `id`),
  INDEX `session_activity_at_idx` (`at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS `session_revocation` (
  `id` VARCHAR(21) NOT NULL,
  `subject` VARCHAR(300) NOT NULL,
  `not_before` DATETIME(3) NOT NULL,
  `until` DATETIME(3) NOT NULL,
  `reason` VARCHAR(20) NOT NULL,
  `cookies_cleared` BOOLEAN NOT NULL,
  `published_at` BIGINT NOT NULL DEFAULT (timestampdiff(MICROSECOND,'1970-01-01',utc_timestamp(3)) DIV 1000),
  PRIMARY KEY (`id`),
  INDEX `session_revocation_published_at_id_idx` (`published_at`, `id`),
  INDEX `session_revocation_until_idx` (`until`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;
