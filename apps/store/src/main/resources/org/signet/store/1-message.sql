-- What was judged. octets is the length of the proof, so that retention does not read it.
create table if not exists message (
  id bigint generated always as identity primary key,
  queue_id varchar(100) not null,
  judged_at timestamp with time zone not null,
  direction varchar(30) not null,
  action varchar(30) not null,
  author varchar(1100),
  dmarc varchar(30) not null,
  octets integer not null,
  proof bytea not null
);

create index if not exists message_by_queue_id on message (queue_id);

-- octets is here so that their sum is taken from the index alone.
create index if not exists message_by_time on message (judged_at, id, octets);

create index if not exists message_by_action on message (action, judged_at, id);
