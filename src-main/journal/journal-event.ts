/** A group event as the day needs it (A13), with the seats taken. */
export interface EventRow {
  id: number;
  version: number;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  local_date: string;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  capacity: number;
  seats_from_room: number;
  price_minor: number;
  title: string;
  comment: string;
  status: 'planned' | 'cancelled';
  taken: number;
}
