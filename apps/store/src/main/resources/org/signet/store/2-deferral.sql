-- Since when messages of one kind are put off.
create table if not exists deferral (
  attempt varchar(64) primary key,
  first_at timestamp with time zone not null
);

create index if not exists deferral_by_time on deferral (first_at);
