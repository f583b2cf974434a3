import { Modal, type ModalProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

type Props = Pick<ModalProps, 'title' | 'children' | 'size' | 'onClose' | 'closeOnClickOutside'>;

/** A dialog with a form in it; it takes the whole screen of a phone. */
export function FormDialog({ size = 'lg', ...rest }: Props) {
  const { t } = useTranslation('words');
  const narrow = useMediaQuery('(max-width: 40em)');
  return (
    <Modal
      opened
      centered
      size={size}
      fullScreen={narrow}
      radius={narrow ? 0 : 'lg'}
      closeButtonProps={{ 'aria-label': t('close') }}
      {...rest}
    />
  );
}
